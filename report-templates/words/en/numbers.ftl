### How the reader's language writes numbers, durations, money and dates. The digits and their grouping come with the
### number; {"\u00A0"} is a space that does not break, {"\u2060"} forbids a break without a space.

negative = −{"\u2060"}{ $number }
positive = +{ $number }
share = { $number }{"\u00A0"}%
share-under = under{"\u00A0"}{ $number }{"\u00A0"}%
share-over = over{"\u00A0"}{ $number }{"\u00A0"}%
share-range = { $low }–{"\u2060"}{ $high }{"\u00A0"}%
points = { $number }{"\u00A0"}points
share-of-counts = { $part } of { $whole }
range = { $low } to { $high }

seconds = { $seconds }{"\u00A0"}s
minutes = { $minutes }{"\u00A0"}min
minutes-seconds = { $minutes }{"\u00A0"}min { $seconds }{"\u00A0"}s
hours = { $hours }{"\u00A0"}h
hours-minutes = { $hours }{"\u00A0"}h { $minutes }{"\u00A0"}min
days = { $days }{"\u00A0"}d
years = { $years }{"\u00A0"}years
days-hours = { $days }{"\u00A0"}d { $hours }{"\u00A0"}h

money = { $code ->
    [USD] ${ $amount }
    [EUR] €{ $amount }
    [GBP] £{ $amount }
    [JPY] ¥{ $amount }
    [INR] ₹{ $amount }
   *[other] { $code }{"\u00A0"}{ $amount }
}
money-millions = { $amount }{"\u00A0"}million

month = { $month } { $year }
quarter = Q{ $quarter } { $year }
date = { $day } { $month } { $year }
date-range = { $first } to { $last }
during-named = in { $period }
during-dates = from { $first } to { $last }
time = { $date }, { $hour }:{ $minute } { $zone }

month-1 = January
    .short = Jan
month-2 = February
    .short = Feb
month-3 = March
    .short = Mar
month-4 = April
    .short = Apr
month-5 = May
    .short = May
month-6 = June
    .short = Jun
month-7 = July
    .short = Jul
month-8 = August
    .short = Aug
month-9 = September
    .short = Sep
month-10 = October
    .short = Oct
month-11 = November
    .short = Nov
month-12 = December
    .short = Dec

weekday-1 = Mon
    .long = Monday
weekday-2 = Tue
    .long = Tuesday
weekday-3 = Wed
    .long = Wednesday
weekday-4 = Thu
    .long = Thursday
weekday-5 = Fri
    .long = Friday
weekday-6 = Sat
    .long = Saturday
weekday-7 = Sun
    .long = Sunday
