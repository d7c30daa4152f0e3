"""How derived values of air, water, energy and carbon are worked out, by the id of their formula."""

from __future__ import annotations

from collections.abc import Mapping

NATURE: Mapping[str, tuple[str, str]] = {
    "air.day-mean": (
        "日均值:当日小时浓度的平均,至少20个小时有效(GB 3095-2026 表4)。",
        "Daily mean of the hourly concentrations, with at least 20 valid hours (GB 3095-2026, table 4).",
    ),
    "air.ozone-8h": (
        "臭氧日最大8小时滑动平均,每个窗口至少6小时、全日至少14个窗口有效(GB 3095-2026 表4,HJ 663-2026 第6.1.2条)。",
        (
            "Highest running eight-hour mean of ozone of the day, with 6 valid hours a window and 14 windows a day at least "
            "(GB 3095-2026, table 4; HJ 663-2026, 6.1.2)."
        ),
    ),
    "air.ozone-1h": (
        "臭氧日最大1小时平均(HJ 633-2012;最少有效小时数为平台约定)。",
        "Highest hourly mean of ozone of the day (HJ 633-2012; the least number of hours is the platform's convention).",
    ),
    "air.aqi.daily": (
        "空气质量指数取各污染物分指数的最大值(2026年3月1日起按 HJ 633-2026,此前按 HJ 633-2012)。",
        "The air quality index is the highest of the pollutants' own indices, by HJ 633-2026 since 1 March 2026, by HJ 633-2012 before.",
    ),
    "air.good-days": (
        "优良天数比率:指数不超过100的天数占有效天数的比重,逐日按当日施行的标准(HJ 633-2026,此前 HJ 633-2012)。",
        "Share of valid days with an index of 100 or less, each day by the standard then in force (HJ 633-2026, before it HJ 633-2012).",
    ),
    "air.good-days.recomputed": (
        "优良天数比率(可比):逐日按一年后施行的标准重算(HJ 633-2026,此前 HJ 633-2012)。",
        "Share of good days for comparison: each day worked out anew by the standard in force a year later (HJ 633-2026, before it HJ 633-2012).",
    ),
    "air.pm25": (
        "细颗粒物浓度:先求各站点日均值的平均,再求1月以来各日的平均(HJ 663)。",
        "Fine particles: the mean over the stations of each day, then over the days since January (HJ 663).",
    ),
    "air.ozone": (
        "臭氧浓度:1月以来日最大8小时平均的第90百分位数(HJ 663)。",
        "Ozone: the 90th percentile of the daily highest eight-hour means since January (HJ 663).",
    ),
    "air.composite-index": (
        "环境空气质量综合指数:六项污染物单项指数之和(HJ 663;2026年的权重为平台约定)。",
        "Composite index: the sum of the single indices of six pollutants (HJ 663; the weights of 2026 are the platform's convention).",
    ),
    "water.section.class": (
        "断面水质类别:21项指标中最差的一项决定(GB 3838-2002 表1及第5.1条,环办〔2011〕22号)。",
        "Class of a river section: the worst of 21 items decides (GB 3838-2002, table 1 and 5.1; 环办〔2011〕22号).",
    ),
    "water.tli": (
        "综合营养状态指数:叶绿素a、总磷、总氮、透明度、高锰酸盐指数五项加权(总站生字〔2001〕090号)。",
        "Trophic level index: chlorophyll a, phosphorus, nitrogen, transparency and permanganate index, weighted (总站生字〔2001〕090号).",
    ),
    "water.tn-class": (
        "总氮类别:湖库总氮单独评价,不参与水质类别判定(GB 3838-2002 表1)。",
        "Class of total nitrogen in standing water, told apart: it never decides the class of the water (GB 3838-2002, table 1).",
    ),
    "water.body-grade": (
        "水体水质状况:断面少于5个时按各项均值的类别,否则按断面类别比例(环办〔2011〕22号;未见公布全文)。",
        "Grade of a water body: by the class of the mean with fewer than 5 sections, else by shares of classes (环办〔2011〕22号; its text was not found).",
    ),
    "water.sections.meeting-share": (
        "断面达标率:达到各自水质目标的断面占评价断面的比重(GB 3838-2002;各月合并计算为平台约定)。",
        "Share of the assessed sections that meet their own target class (GB 3838-2002; months are taken together by the platform's convention).",
    ),
    "water.sections.good-share": (
        "优Ⅲ比例:达到或优于Ⅲ类的断面占评价断面的比重(GB 3838-2002;各月合并计算为平台约定)。",
        "Share of the assessed river sections at class III or better (GB 3838-2002; months are taken together by the platform's convention).",
    ),
    "taihu.water-class": (
        "湖体水质类别:先求各点位平均,再由21项指标中最差的一项决定(GB 3838-2002 表1及第5.1条,环办〔2011〕22号;先平均为平台约定)。",
        (
            "Class of the lake: each item averaged over the points first, then the worst of 21 items decides (GB 3838-2002, table 1 and 5.1; "
            "环办〔2011〕22号; averaging first is the platform's convention)."
        ),
    ),
    "taihu.algae": (
        "藻密度:各点位、各日的平均(平台约定;分级见 HJ 1098-2020)。",
        "Density of algae: the mean of points and days (the platform's convention; grades by HJ 1098-2020).",
    ),
    "taihu.bloom-grade": (
        "水华程度:各点位藻密度的日平均与水华面积比例各自分级,取较重者(HJ 1098-2020)。",
        "Grade of a bloom: the points' mean density of the day and the share of the water area, the worse of both (HJ 1098-2020).",
    ),
    "energy.intensity.change": (
        "单位GDP能耗降幅:能源消费总量除以同一基年可比价GDP,与上年同期比(统计制度通行算法)。",
        "Fall of energy use per unit of output on a year earlier, with output at comparable prices of one base year (the usual statistical rule).",
    ),
    "carbon.intensity.change": (
        "单位GDP碳排放降幅:碳排放总量除以同一基年可比价GDP,与上年同期比(统计制度通行算法)。",
        "Fall of carbon emissions per unit of output on a year earlier, with output at comparable prices of one base year (the usual statistical rule).",
    ),
    "virtual-power-plant.capacity": (
        "可调能力:聚合可调容量的日平均(平台约定)。",
        "Adjustable capacity: the mean of the days of what the power plants can move together (the platform's convention).",
    ),
    "microgrid.count": (
        "微电网数:已投入运行的微电网个数(发改能源〔2017〕1339号)。",
        "Number of microgrids that run (发改能源〔2017〕1339号).",
    ),
    "storage.capacity": (
        "新型储能能力:各储能电站功率之和(平台约定)。",
        "Storage capacity: the sum over the storage stations (the platform's convention).",
    ),
    "meter.day-sum": (
        "电表日电量:当日96个读数之和,覆盖率至少90%(覆盖率为平台约定)。",
        "A meter's day: the sum of its 96 readings, at least 90% of them there (the coverage is the platform's convention).",
    ),
    "park.electricity": (
        "园区用电量:园区内全部电表之和,覆盖率至少90%(平台约定)。",
        "Electricity of a park: the sum of all its meters, at least 90% of the readings there (the platform's convention).",
    ),
    "park.carbon-intensity": (
        "园区单位能耗碳排放(地理口径):排放量除以综合能耗,电力按本省因子(发改环资〔2025〕910号)。",
        "Carbon per unit of energy of a park, by place: emissions over energy used, electricity by the province's factor (发改环资〔2025〕910号).",
    ),
    "park.carbon-intensity.market": (
        "园区单位能耗碳排放(市场口径):绿电按零计,其余电力按全国剩余结构因子(发改环资〔2025〕910号;口径为平台约定)。",
        (
            "Carbon per unit of energy of a park, by market: green electricity counts as none, the rest by the national residual factor "
            "(发改环资〔2025〕910号; the scope is the platform's convention)."
        ),
    ),
    "park.clean-energy-share": (
        "清洁能源占比:绿电折标量占综合能耗的比重(发改环资〔2025〕910号,GB/T 2589-2020)。",
        "Share of clean energy: green electricity, in coal equivalent, of all energy used (发改环资〔2025〕910号; GB/T 2589-2020).",
    ),
    "parks.zero-carbon": (
        "零碳园区:单位能耗碳排放相对核心指标线的完成程度(发改环资〔2025〕910号 核心指标)。",
        "Zero-carbon parks: how far carbon per unit of energy has come toward the line of the core indicator (发改环资〔2025〕910号).",
    ),
}
"""Chinese and English."""
