-- Points of each fund on each criterion: the best cut-off that its value reaches, none when the evidence is missing.
-- The weight of a factor is shared equally by its criteria. A cut-off is reached within a tolerance, as every threshold is: floats
-- lose a part in 1e16 at each step. The peers' table knows the return on the group's window under its one name.
with shared as (
    select
        criterion,
        factor,
        factor_weight_frac / count(*) over (partition by factor) as weight_frac
    from criteria
),

compared as (
    select
        f.fund,
        c.criterion,
        c.factor,
        c.measure,
        c.is_better_lower,
        c.points_possible,
        case c.compare
            when 'value' then coalesce(m.value, p.value)
            when 'peer_percentile' then p.percentile_frac
            when 'peers_n' then cast(p.peers_n as double)
            when 'over_peer_median' then p.value - p.peer_median
        end as value
    from funds as f
    cross join criteria as c
    left join measures as m on f.fund = m.fund and c.measure = m.measure
    left join peers as p on f.fund = p.fund and c.measure = p.measure
),

reached as (
    select
        c.fund,
        c.criterion,
        max(k.points) as points
    from compared as c
    inner join cut_offs as k
        on
            c.criterion = k.criterion
            and case
                when c.is_better_lower then c.value <= k.at_least + $tolerance * greatest(1.0, abs(k.at_least))
                else c.value >= k.at_least - $tolerance * greatest(1.0, abs(k.at_least))
            end
    group by c.fund, c.criterion
)

select
    c.fund,
    c.factor,
    c.criterion,
    c.measure,
    s.weight_frac,
    c.value,
    case when c.value is null then null else coalesce(r.points, 0) end as points,
    c.points_possible
from compared as c
inner join shared as s on c.criterion = s.criterion
left join reached as r on c.fund = r.fund and c.criterion = r.criterion
order by c.fund, c.criterion
