import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from xiheng.shared.v1 import observation_pb2 as _observation_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MicrogridState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MICROGRID_STATE_UNSPECIFIED: _ClassVar[MicrogridState]
    MICROGRID_STATE_PLANNED: _ClassVar[MicrogridState]
    MICROGRID_STATE_BUILDING: _ClassVar[MicrogridState]
    MICROGRID_STATE_RUNNING: _ClassVar[MicrogridState]
MICROGRID_STATE_UNSPECIFIED: MicrogridState
MICROGRID_STATE_PLANNED: MicrogridState
MICROGRID_STATE_BUILDING: MicrogridState
MICROGRID_STATE_RUNNING: MicrogridState

class StationHour(_message.Message):
    __slots__ = ("so2_ug_per_m3", "no2_ug_per_m3", "co_mg_per_m3", "o3_ug_per_m3", "pm10_ug_per_m3", "pm25_ug_per_m3")
    SO2_UG_PER_M3_FIELD_NUMBER: _ClassVar[int]
    NO2_UG_PER_M3_FIELD_NUMBER: _ClassVar[int]
    CO_MG_PER_M3_FIELD_NUMBER: _ClassVar[int]
    O3_UG_PER_M3_FIELD_NUMBER: _ClassVar[int]
    PM10_UG_PER_M3_FIELD_NUMBER: _ClassVar[int]
    PM25_UG_PER_M3_FIELD_NUMBER: _ClassVar[int]
    so2_ug_per_m3: float
    no2_ug_per_m3: float
    co_mg_per_m3: float
    o3_ug_per_m3: float
    pm10_ug_per_m3: float
    pm25_ug_per_m3: float
    def __init__(self, so2_ug_per_m3: _Optional[float] = ..., no2_ug_per_m3: _Optional[float] = ..., co_mg_per_m3: _Optional[float] = ..., o3_ug_per_m3: _Optional[float] = ..., pm10_ug_per_m3: _Optional[float] = ..., pm25_ug_per_m3: _Optional[float] = ...) -> None: ...

class SectionSample(_message.Message):
    __slots__ = ("ph", "do_mg_per_l", "codmn_mg_per_l", "cod_mg_per_l", "bod5_mg_per_l", "nh3n_mg_per_l", "tp_mg_per_l", "tn_mg_per_l", "cu_mg_per_l", "zn_mg_per_l", "fluoride_mg_per_l", "se_mg_per_l", "as_mg_per_l", "hg_mg_per_l", "cd_mg_per_l", "cr6_mg_per_l", "pb_mg_per_l", "cyanide_mg_per_l", "phenol_mg_per_l", "oil_mg_per_l", "las_mg_per_l", "sulfide_mg_per_l", "chla_mg_per_m3", "secchi_m")
    PH_FIELD_NUMBER: _ClassVar[int]
    DO_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    CODMN_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    COD_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    BOD5_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    NH3N_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    TP_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    TN_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    CU_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    ZN_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    FLUORIDE_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    SE_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    AS_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    HG_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    CD_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    CR6_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    PB_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    CYANIDE_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    PHENOL_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    OIL_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    LAS_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    SULFIDE_MG_PER_L_FIELD_NUMBER: _ClassVar[int]
    CHLA_MG_PER_M3_FIELD_NUMBER: _ClassVar[int]
    SECCHI_M_FIELD_NUMBER: _ClassVar[int]
    ph: float
    do_mg_per_l: float
    codmn_mg_per_l: float
    cod_mg_per_l: float
    bod5_mg_per_l: float
    nh3n_mg_per_l: float
    tp_mg_per_l: float
    tn_mg_per_l: float
    cu_mg_per_l: float
    zn_mg_per_l: float
    fluoride_mg_per_l: float
    se_mg_per_l: float
    as_mg_per_l: float
    hg_mg_per_l: float
    cd_mg_per_l: float
    cr6_mg_per_l: float
    pb_mg_per_l: float
    cyanide_mg_per_l: float
    phenol_mg_per_l: float
    oil_mg_per_l: float
    las_mg_per_l: float
    sulfide_mg_per_l: float
    chla_mg_per_m3: float
    secchi_m: float
    def __init__(self, ph: _Optional[float] = ..., do_mg_per_l: _Optional[float] = ..., codmn_mg_per_l: _Optional[float] = ..., cod_mg_per_l: _Optional[float] = ..., bod5_mg_per_l: _Optional[float] = ..., nh3n_mg_per_l: _Optional[float] = ..., tp_mg_per_l: _Optional[float] = ..., tn_mg_per_l: _Optional[float] = ..., cu_mg_per_l: _Optional[float] = ..., zn_mg_per_l: _Optional[float] = ..., fluoride_mg_per_l: _Optional[float] = ..., se_mg_per_l: _Optional[float] = ..., as_mg_per_l: _Optional[float] = ..., hg_mg_per_l: _Optional[float] = ..., cd_mg_per_l: _Optional[float] = ..., cr6_mg_per_l: _Optional[float] = ..., pb_mg_per_l: _Optional[float] = ..., cyanide_mg_per_l: _Optional[float] = ..., phenol_mg_per_l: _Optional[float] = ..., oil_mg_per_l: _Optional[float] = ..., las_mg_per_l: _Optional[float] = ..., sulfide_mg_per_l: _Optional[float] = ..., chla_mg_per_m3: _Optional[float] = ..., secchi_m: _Optional[float] = ...) -> None: ...

class MeterInterval(_message.Message):
    __slots__ = ("electricity_kwh",)
    ELECTRICITY_KWH_FIELD_NUMBER: _ClassVar[int]
    electricity_kwh: float
    def __init__(self, electricity_kwh: _Optional[float] = ...) -> None: ...

class ParkMonth(_message.Message):
    __slots__ = ("electricity_kwh", "green_electricity_kwh", "energy_tce", "direct_emissions_tco2", "purchased_heat_gj", "clean_energy_share_percent")
    ELECTRICITY_KWH_FIELD_NUMBER: _ClassVar[int]
    GREEN_ELECTRICITY_KWH_FIELD_NUMBER: _ClassVar[int]
    ENERGY_TCE_FIELD_NUMBER: _ClassVar[int]
    DIRECT_EMISSIONS_TCO2_FIELD_NUMBER: _ClassVar[int]
    PURCHASED_HEAT_GJ_FIELD_NUMBER: _ClassVar[int]
    CLEAN_ENERGY_SHARE_PERCENT_FIELD_NUMBER: _ClassVar[int]
    electricity_kwh: float
    green_electricity_kwh: float
    energy_tce: float
    direct_emissions_tco2: float
    purchased_heat_gj: float
    clean_energy_share_percent: float
    def __init__(self, electricity_kwh: _Optional[float] = ..., green_electricity_kwh: _Optional[float] = ..., energy_tce: _Optional[float] = ..., direct_emissions_tco2: _Optional[float] = ..., purchased_heat_gj: _Optional[float] = ..., clean_energy_share_percent: _Optional[float] = ...) -> None: ...

class AlgaeSample(_message.Message):
    __slots__ = ("density_cells_per_l",)
    DENSITY_CELLS_PER_L_FIELD_NUMBER: _ClassVar[int]
    density_cells_per_l: float
    def __init__(self, density_cells_per_l: _Optional[float] = ...) -> None: ...

class BloomDay(_message.Message):
    __slots__ = ("area_km2",)
    AREA_KM2_FIELD_NUMBER: _ClassVar[int]
    area_km2: float
    def __init__(self, area_km2: _Optional[float] = ...) -> None: ...

class EnergyQuarter(_message.Message):
    __slots__ = ("energy_tce", "carbon_tco2")
    ENERGY_TCE_FIELD_NUMBER: _ClassVar[int]
    CARBON_TCO2_FIELD_NUMBER: _ClassVar[int]
    energy_tce: float
    carbon_tco2: float
    def __init__(self, energy_tce: _Optional[float] = ..., carbon_tco2: _Optional[float] = ...) -> None: ...

class GridResourceMonth(_message.Message):
    __slots__ = ("microgrid_state", "storage_power_mw")
    MICROGRID_STATE_FIELD_NUMBER: _ClassVar[int]
    STORAGE_POWER_MW_FIELD_NUMBER: _ClassVar[int]
    microgrid_state: MicrogridState
    storage_power_mw: float
    def __init__(self, microgrid_state: _Optional[_Union[MicrogridState, str]] = ..., storage_power_mw: _Optional[float] = ...) -> None: ...

class GridResourceDay(_message.Message):
    __slots__ = ("adjustable_capacity_mw",)
    ADJUSTABLE_CAPACITY_MW_FIELD_NUMBER: _ClassVar[int]
    adjustable_capacity_mw: float
    def __init__(self, adjustable_capacity_mw: _Optional[float] = ...) -> None: ...

class Record(_message.Message):
    __slots__ = ("area", "entity", "period", "revision", "status", "recorded_time", "station_hour", "section_sample", "meter_interval", "park_month", "algae_sample", "bloom_day", "energy_quarter", "grid_resource_month", "grid_resource_day")
    AREA_FIELD_NUMBER: _ClassVar[int]
    ENTITY_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    RECORDED_TIME_FIELD_NUMBER: _ClassVar[int]
    STATION_HOUR_FIELD_NUMBER: _ClassVar[int]
    SECTION_SAMPLE_FIELD_NUMBER: _ClassVar[int]
    METER_INTERVAL_FIELD_NUMBER: _ClassVar[int]
    PARK_MONTH_FIELD_NUMBER: _ClassVar[int]
    ALGAE_SAMPLE_FIELD_NUMBER: _ClassVar[int]
    BLOOM_DAY_FIELD_NUMBER: _ClassVar[int]
    ENERGY_QUARTER_FIELD_NUMBER: _ClassVar[int]
    GRID_RESOURCE_MONTH_FIELD_NUMBER: _ClassVar[int]
    GRID_RESOURCE_DAY_FIELD_NUMBER: _ClassVar[int]
    area: str
    entity: str
    period: str
    revision: int
    status: _observation_pb2.ObservationStatus
    recorded_time: _timestamp_pb2.Timestamp
    station_hour: StationHour
    section_sample: SectionSample
    meter_interval: MeterInterval
    park_month: ParkMonth
    algae_sample: AlgaeSample
    bloom_day: BloomDay
    energy_quarter: EnergyQuarter
    grid_resource_month: GridResourceMonth
    grid_resource_day: GridResourceDay
    def __init__(self, area: _Optional[str] = ..., entity: _Optional[str] = ..., period: _Optional[str] = ..., revision: _Optional[int] = ..., status: _Optional[_Union[_observation_pb2.ObservationStatus, str]] = ..., recorded_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., station_hour: _Optional[_Union[StationHour, _Mapping]] = ..., section_sample: _Optional[_Union[SectionSample, _Mapping]] = ..., meter_interval: _Optional[_Union[MeterInterval, _Mapping]] = ..., park_month: _Optional[_Union[ParkMonth, _Mapping]] = ..., algae_sample: _Optional[_Union[AlgaeSample, _Mapping]] = ..., bloom_day: _Optional[_Union[BloomDay, _Mapping]] = ..., energy_quarter: _Optional[_Union[EnergyQuarter, _Mapping]] = ..., grid_resource_month: _Optional[_Union[GridResourceMonth, _Mapping]] = ..., grid_resource_day: _Optional[_Union[GridResourceDay, _Mapping]] = ...) -> None: ...
