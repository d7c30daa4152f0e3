"""How derived values of debt, housing, projects and people's livelihood are worked out, by the id of their formula."""

from __future__ import annotations

from collections.abc import Mapping

_RATES = "“四库五率”平台通行算法", "as the platforms of project rates do"

CITY: Mapping[str, tuple[str, str]] = {
    "fiscal.resources": (
        "综合财力:最近十二个月一般公共预算收入、转移性收入、政府性基金收入、国有资本经营收入之和(评级机构通行口径)。",
        "Fiscal resources: general revenue, transfers, fund revenue and state capital revenue of the last twelve months (the usual scope of rating agencies).",
    ),
    "debt.ratio": (
        "全口径债务率:法定债务、隐性债务与平台债务之和除以综合财力(计划文本口径)。",
        "Debt ratio in full scope: statutory, hidden and platform debt over fiscal resources (the scope of the plan's own words).",
    ),
    "debt.ratio.official": (
        "债务率(风险等级口径):法定债务与隐性债务之和除以综合财力,不含平台经营性债务(财政部风险评定口径)。",
        (
            "Debt ratio of the official risk grade: statutory and hidden debt over fiscal resources, without the platforms' market debt "
            "(scope of the Ministry of Finance)."
        ),
    ),
    "debt.interest-share.general": (
        "一般债务付息支出占一般公共预算支出的比重(国办函〔2016〕88号,10%为重整线)。",
        "Interest on general debt as a share of general budget spending (国办函〔2016〕88号: 10% is the line of restructuring).",
    ),
    "debt.interest-share.special": (
        "专项债务付息支出占政府性基金预算支出的比重(国办函〔2016〕88号,10%为重整线)。",
        "Interest on special debt as a share of government fund spending (国办函〔2016〕88号: 10% is the line of restructuring).",
    ),
    "debt.service-rate": (
        "偿债率:最近十二个月还本付息额除以综合财力(财政部门通行口径)。",
        "Debt service: principal and interest of the last twelve months over fiscal resources (the usual scope of finance bureaus).",
    ),
    "debt.limit-use": (
        "限额使用率:法定债务余额除以省批准的限额(财预〔2016〕)。",
        "Use of the limit: statutory debt over the limit that the province approved (财预〔2016〕).",
    ),
    "debt.limit-use.general": (
        "一般债务限额使用率:一般债务余额除以省批准的限额(财预〔2016〕)。",
        "Use of the limit of general debt: its balance over the limit that the province approved (财预〔2016〕).",
    ),
    "debt.limit-use.special": (
        "专项债务限额使用率:专项债务余额除以省批准的限额(财预〔2016〕)。",
        "Use of the limit of special debt: its balance over the limit that the province approved (财预〔2016〕).",
    ),
    "debt.overdue-rate": (
        "逾期债务率:逾期债务余额除以债务余额(财政部门通行口径)。",
        "Overdue rate: overdue debt over all statutory debt (the usual scope of finance bureaus).",
    ),
    "debt.new-rate": (
        "新增债务率:期末与年初债务余额之差除以年初余额(财政部门通行口径)。",
        "New debt rate: the increase of statutory debt since the year's beginning over what it was then (the usual scope of finance bureaus).",
    ),
    "debt.hidden.resolved": (
        "隐性债务化解进度:累计化解额除以全年计划(计划文本口径)。",
        "Hidden debt resolved: the sum since January over the year's plan (the scope of the plan's own words).",
    ),
    "debt.hidden.new": (
        "新增隐性债务:按主管部门报送数(计划文本口径)。",
        "New hidden debt, as the bureau in charge reports it (the scope of the plan's own words).",
    ),
    "housing.destocking-months": (
        "去化周期:可售面积除以最近12个月的月均销售面积(自然资源部2024年4月29日通知;12个月窗口为平台约定)。",
        (
            "Months of supply: unsold floor area over the monthly mean sold in the last 12 months (Ministry of Natural Resources, notice of 29 April 2024; "
            "the window is the platform's convention)."
        ),
    ),
    "housing.sales.growth": (
        "成交面积增速:1月以来累计数与上年同期比(统计部门发布口径)。",
        "Growth of floor area sold: the sum since January on that of a year earlier (as statistics offices publish it).",
    ),
    "housing.price-index": (
        "新建住宅价格涨幅:70城指数减100(国家统计局,上年同月=100)。",
        "Price change of new homes: the index of 70 cities of the National Bureau of Statistics (same month of last year = 100) less 100.",
    ),
    "housing.price-index.second-hand": (
        "二手住宅价格涨幅:70城指数减100(国家统计局,上年同月=100)。",
        "Price change of second-hand homes: the index of 70 cities of the National Bureau of Statistics (same month of last year = 100) less 100.",
    ),
    "housing.vouchers": (
        "房票安置:已发放的房票数(平台约定)。",
        "Resettlement by vouchers: the vouchers issued (the platform's convention).",
    ),
    "housing.vouchers.redeemed-share": (
        "房票兑付率:已兑付数除以已发放数(平台约定)。",
        "Share of the vouchers issued that were redeemed (the platform's convention).",
    ),
    "housing.delivery-rate": (
        "交付率:已交付套数除以应交付套数(保交房工作口径)。",
        "Delivery rate: homes delivered of those due (as the campaign for home delivery counts).",
    ),
    "housing.trade-in": ("以旧换新:已成交的套数(平台约定)。", "Homes traded in: the deals closed (the platform's convention)."),
    "provident-fund.loan-rate": (
        "个贷率:公积金贷款余额除以缴存余额(住建部门通行口径)。",
        "Loan rate: provident fund loans over its deposits (the usual scope of housing bureaus).",
    ),
    "developer.red-lines": (
        "房企颜色:剔除预收款后资产负债率70%、净负债率100%、现金短债比1倍三条线中触线的条数(“三道红线”,2020年)。",
        (
            "Colour of a developer: how many of three lines it crosses, liabilities less advances 70% of assets, net gearing 100%, cash 100% of "
            "short-term debt (the “three red lines” of 2020)."
        ),
    ),
    "hotline.12345.response": (
        "响应率:按时签收件数除以交办件数(平台约定)。",
        "Response rate: tickets accepted in time of those assigned (the platform's convention).",
    ),
    "hotline.12345.resolution": (
        "解决率:回访中已解决件数除以回访件数(平台约定)。",
        "Resolution rate: tickets solved of those followed up by a call (the platform's convention).",
    ),
    "hotline.12345.satisfaction": (
        "满意率:评价满意件数除以评价件数(平台约定)。",
        "Satisfaction rate: tickets rated satisfied of those rated (the platform's convention).",
    ),
    "cpi.change": (
        "居民消费价格涨幅:1月以来各月涨幅的平均;有公布值的以公布值为准(统计部门发布口径)。",
        "Change of consumer prices: the mean of the months since January; a published one goes before it (as statistics offices publish it).",
    ),
    "income.per-capita.growth": (
        "人均可支配收入增速:1月以来累计数与上年同期比,名义口径(统计部门发布口径)。",
        "Growth of disposable income per head: the sum since January on that of a year earlier, nominal (as statistics offices publish it).",
    ),
    "senior-school.places": (
        "普通高中学位供给率:普通高中招生数除以初中毕业生数(平台约定)。",
        "Places per graduate: places in general senior high schools over junior graduates (the platform's convention).",
    ),
    "income.low.monitored": (
        "低收入人口:按家庭收入、刚性支出、人口和财产认定(民政部等2024年5月文件;本地标准为参数)。",
        (
            "Low-income people, by income, unavoidable spending, members and property of the household (Ministry of Civil Affairs and others, May 2024; "
            "local lines are parameters)."
        ),
    ),
    "households.unassisted-share": (
        "未获救助比重:在册低收入家庭中连续两个月未获救助的比重(民政部等2024年5月文件;月数和最少户数为参数)。",
        (
            "Share of households in hardship that were not helped for two months (Ministry of Civil Affairs and others, May 2024; "
            "the months and the least number of households are parameters)."
        ),
    ),
    "projects.rate.filed": (
        f"备案率:已备案项目数除以签约项目数({_RATES[0]})。",
        f"Filing rate: projects filed of those signed ({_RATES[1]}).",
    ),
    "projects.rate.started": (
        f"开工率:已开工项目数除以备案项目数({_RATES[0]})。",
        f"Start rate: projects started of those filed ({_RATES[1]}).",
    ),
    "projects.rate.started-of-planned": (
        "开工率:已开工项目数除以计划至今应开工项目数(省级清单口径)。",
        "Start rate: projects started of those planned to have started by now (as provincial lists count).",
    ),
    "projects.rate.producing": (
        f"投产率:已投产项目数除以开工项目数({_RATES[0]})。",
        f"Production rate: projects producing of those started ({_RATES[1]}).",
    ),
    "projects.rate.invested": (
        f"投资完成率:开工项目累计完成投资除以总投资({_RATES[0]})。",
        f"Investment rate: money spent of the total of the projects started ({_RATES[1]}).",
    ),
    "projects.rate.at-capacity": (
        "达效率:投产项目实际产出除以计划产出(平台约定)。",
        "Full-capacity rate: output of the projects producing over what was planned (the platform's convention).",
    ),
    "projects.filed.over-1bn": (
        "备案项目中总投资超过10亿元的个数(计划文本口径)。",
        "Projects filed with more than 1 billion yuan of total investment (the scope of the plan's own words).",
    ),
    "projects.filed.over-5bn": (
        "备案项目中总投资超过50亿元的个数(计划文本口径)。",
        "Projects filed with more than 5 billion yuan of total investment (the scope of the plan's own words).",
    ),
    "projects.filed.over-10bn": (
        "备案项目中总投资100亿元及以上的个数(计划文本口径)。",
        "Projects filed with 10 billion yuan of total investment or more (the scope of the plan's own words).",
    ),
    "projects.major.started": (
        "重大产业项目中已开工的个数(计划文本口径)。",
        "Major industrial projects that have started (the scope of the plan's own words).",
    ),
    "projects.major.completed": (
        "重大产业项目中已竣工的个数(计划文本口径)。",
        "Major industrial projects that are completed (the scope of the plan's own words).",
    ),
    "investment.major-industry": (
        "重大产业项目1月以来完成投资之和(计划文本口径)。",
        "Investment of the major industrial projects since January (the scope of the plan's own words).",
    ),
    "production.accidents": (
        "事故起数:逐起登记,含无人死亡的事故(国务院令第493号)。",
        "Number of accidents, one record each, also without deaths (State Council decree 493).",
    ),
    "production.accident-deaths": (
        "死亡人数:各起事故死亡人数之和(国务院令第493号)。",
        "Deaths of all accidents (State Council decree 493).",
    ),
    "production.accidents.major": (
        "较大以上事故:死亡3人、重伤10人或直接经济损失1000万元以上(国务院令第493号第三条)。",
        "Accidents with 3 deaths, 10 serious injuries or a loss of 10 million yuan at least (State Council decree 493, article 3).",
    ),
    "arrears.outstanding": (
        "拖欠账款余额:各拖欠单位余额之和(平台约定)。",
        "Arrears: the sum owed by all debtors (the platform's convention).",
    ),
    "finance.institutions.npl": (
        "不良率:各机构不良率按贷款余额加权平均(监管部门通行口径)。",
        "Bad-loan ratio: the mean of the institutions, weighted by their loans (the usual scope of the regulator).",
    ),
}
"""Chinese and English."""
