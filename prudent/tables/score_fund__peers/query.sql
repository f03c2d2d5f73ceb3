-- Each fund against the other funds of its group, on every measure that can be compared.
-- `measures` is score_fund__measures; `compared` says which way is better, whether the frequency must be the
-- same, and which other measure two funds need in evidence for their values to be of the same parts.
-- A peer's own value never enters the median it is held against. Ties count half in the percentile and share the better rank.
with measured as (
    select
        m.fund,
        c.measure,
        m.value,
        m.frequency,
        c.same_frequency,
        c.needs is null or k.value is not null as is_of_known_parts,
        case when c.better = 'lower' then -m.value else m.value end as merit
    from measures as m
    inner join compared as c on m.measure = c.source_measure
    left join measures as k on m.fund = k.fund and c.needs = k.measure
    where m.value is not null
),

-- A fund without the measure still has peers with it; one without a frequency of its own is held against none that need it.
pairs as (
    select
        f.fund,
        b.measure,
        b.fund as peer,
        b.value as peer_value,
        b.merit as peer_merit,
        a.fund is not null as is_measured,
        case when a.merit > b.merit then 1.0 when a.merit = b.merit then 0.5 else 0.0 end as won,
        a.merit = b.merit as is_tied,
        b.merit > a.merit as is_ahead
    from funds as f
    inner join measured as b on f.fund <> b.fund
    left join measured as a on f.fund = a.fund and b.measure = a.measure
    where
        (not b.same_frequency or a.frequency = b.frequency)
        and b.is_of_known_parts
        and coalesce(a.is_of_known_parts, true)
),

grouped as (
    select
        fund,
        measure,
        count(*) as peers_n,
        median(peer_value) as peer_median,
        arg_min(peer_value, peer_merit) as peer_worst,
        case when bool_and(is_measured) then 1 + count(*) filter (where is_ahead) end as rank,
        case when bool_and(is_measured) then count(*) filter (where is_tied) end as tied_n,
        case when bool_and(is_measured) then avg(won) end as percentile_frac,
        list(peer order by peer) as peers
    from pairs
    group by fund, measure
)

select
    f.fund,
    c.measure,
    m.value,
    coalesce(g.peers_n, 0) as peers_n,
    case when g.peers_n >= $least_peers then g.peer_median end as peer_median,
    g.peer_worst,
    g.rank,
    g.tied_n,
    case when g.peers_n >= $least_peers then g.percentile_frac end as percentile_frac,
    coalesce(g.peers, []::varchar[]) as peers
from funds as f
cross join compared as c
left join measured as m on f.fund = m.fund and c.measure = m.measure
left join grouped as g on f.fund = g.fund and c.measure = g.measure
order by f.fund, c.measure
