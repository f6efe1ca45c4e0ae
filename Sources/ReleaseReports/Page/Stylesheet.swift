/// How the page looks: light or dark by the reader's system, one column on a phone, black on white
/// on paper.
///
/// Blue stands for stable and for what went well, orange for the canary, vermilion for what went
/// badly: colours after Okabe and Ito that no common colour blindness confuses. Sign and word tell
/// the same without them.
enum Stylesheet {
    static let markup: Markup = """
        :root{--ground:#fff;--raised:#f4f5f7;--text:#16191d;--muted:#59616b;--rule:#d8dce1;\
        --stable:#0069a8;--canary:#c25700;--fill-stable:#cfe3f1;--fill-canary:#f0a860;\
        --fine:#00588f;--bad:#a32a00;--watch:#8a5a00;--work:#5b6672;--watching:#8fc1e3;\
        --waiting:#e08a2e;--limit:#16191d}
        @media (prefers-color-scheme:dark){:root{--ground:#14171a;--raised:#1e2226;\
        --text:#e8eaed;--muted:#a2aab3;--rule:#353b42;--stable:#5cb6ec;--canary:#f2a24a;\
        --fill-stable:#1d3f57;--fill-canary:#a85f14;--fine:#7cc4f0;--bad:#ff8a5c;\
        --watch:#f0c04a;--work:#8b96a2;--watching:#2f6f9c;--waiting:#d9822b;--limit:#e8eaed}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--text);\
        font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",\
        "DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
        main{max-width:68rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
        header{border-top:.3rem solid var(--muted);padding-top:1.25rem;margin-bottom:2rem}
        header.fine{border-color:var(--fine)}
        header.bad{border-color:var(--bad)}
        .kicker{margin:0;color:var(--muted);font-size:.9rem}
        .outcome{font-weight:700;color:var(--text);margin-right:.5em;white-space:nowrap}
        .fine .outcome{color:var(--fine)}
        .bad .outcome{color:var(--bad)}
        h1{margin:.4rem 0 .9rem;font-size:1.9rem;line-height:1.2;font-weight:700;\
        letter-spacing:-.01em;text-wrap:balance}
        .lead{margin:.4rem 0;max-width:48rem}
        .lead:first-of-type{font-size:1.05rem}
        section{margin-top:2.75rem}
        h2{margin:0 0 .9rem;font-size:1.15rem;line-height:1.3;font-weight:700;\
        border-bottom:1px solid var(--rule);padding-bottom:.4rem}
        h3{margin:0;font-size:.95rem;font-weight:700}
        p,li,td,th,dd,h1{overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 2.5rem;margin:0}
        dl .long{grid-column:1/-1}
        dl div{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:1rem;padding:.3rem 0;\
        border-bottom:1px solid var(--rule)}
        dt{color:var(--muted);font-size:.9rem}
        dd{margin:0;font-size:.9rem}
        table{width:100%;border-collapse:collapse;font-size:.875rem;line-height:1.4}
        th{font-weight:400;text-align:left;vertical-align:top}
        thead th{color:var(--muted);padding:.25rem .75rem .25rem 0;vertical-align:bottom}
        tbody th{font-weight:600}
        tbody th,tbody td{padding:.35rem .75rem .35rem 0;border-top:1px solid var(--rule);\
        vertical-align:top}
        tbody tr.total th,tbody tr.total td{border-top:2px solid var(--muted);font-weight:600}
        .number{text-align:right}
        tbody .number{white-space:nowrap;padding-right:1.25rem}
        thead .number{padding-right:1.25rem}
        tr>:last-child{padding-right:0!important}
        tr.groups th{color:var(--text);font-weight:600;padding-bottom:0}
        tr.groups th+th{text-align:center;border-bottom:1px solid var(--rule)}
        .note{color:var(--muted);font-size:.875rem;margin:.5rem 0 0}
        .charts{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:2rem 2.5rem}
        figure{margin:0;min-width:0;break-inside:avoid}
        figcaption{display:flex;flex-wrap:wrap;align-items:baseline;gap:.1rem .9rem;\
        margin-bottom:.3rem}
        .legend{display:flex;flex-wrap:wrap;gap:.1rem .9rem;list-style:none;margin:0;padding:0;\
        font-size:.8rem;color:var(--muted)}
        .legend li::before{content:"";display:inline-block;width:1.1em;height:0;\
        margin-right:.4em;vertical-align:.25em;border-top:2px solid currentColor}
        .legend .stable::before,.legend .both::before{border-color:var(--stable)}
        .legend .canary::before{border-color:var(--canary);border-top-width:3px}
        .legend .limit::before{border-top:2px dashed var(--limit)}
        .legend .swatch::before{height:.7em;vertical-align:-.05em;border:0;width:.9em}
        .legend .stable.swatch::before{background:var(--fill-stable)}
        .legend .canary.swatch::before{background:var(--fill-canary)}
        .legend .work::before{background:var(--work)}
        .legend .watching::before{background:var(--watching)}
        .legend .waiting::before{background:var(--waiting)}
        .plot{display:grid;grid-template-columns:4rem minmax(0,1fr);grid-template-rows:auto}
        .y{position:relative;grid-column:1;margin-top:1.2rem}
        .y span{position:absolute;right:.5rem;transform:translateY(50%);font-size:.75rem;\
        line-height:1;color:var(--muted);white-space:nowrap}
        .area{position:relative;grid-column:2;padding-top:1.2rem}
        .area svg{display:block;width:100%;height:8.5rem;overflow:visible}
        .timeline .area{padding-top:2.3rem}
        .timeline .y{margin-top:2.3rem}
        .timeline .area svg{height:9rem}
        .x{position:relative;grid-column:2;height:1.4rem}
        .x span{position:absolute;top:.3rem;transform:translateX(-50%);font-size:.75rem;\
        line-height:1;color:var(--muted);white-space:nowrap}
                .x .last{transform:translateX(-100%)}
        .labels span{position:absolute;top:.1rem;padding:0 .2em;font-size:.75rem;line-height:1.1;\
        white-space:nowrap;color:var(--muted);border-left:2px solid currentColor}
        .timeline .labels span{top:1.2rem}
        .labels .turned{transform:translateX(-100%);border-left:0;\
        border-right:2px solid currentColor}
        .labels .rollback,.labels .warning{color:var(--bad);font-weight:600}
        .labels .end{color:var(--text);font-weight:600}
        .labels .narrow{display:none}
        .charts .minor,.charts .labels .wide{display:none}
        .charts .labels .narrow{display:inline}
        .line{fill:none;stroke-width:1.6;vector-effect:non-scaling-stroke;\
        stroke-linejoin:round;stroke-linecap:round}
        .line.stable,.line.both{stroke:var(--stable)}
        .line.canary{stroke:var(--canary);stroke-width:2.4}
        .line.limit{stroke:var(--limit);stroke-dasharray:5 4;stroke-width:1.2}
        .grid{fill:none;stroke:var(--rule);stroke-width:1;vector-effect:non-scaling-stroke}
        .mark{fill:none;stroke:var(--muted);stroke-width:1;stroke-dasharray:1 3;\
        vector-effect:non-scaling-stroke}
        .mark.rollback,.mark.warning{stroke:var(--bad);stroke-dasharray:none}
        .mark.end{stroke:var(--text);stroke-dasharray:none}
        .fill.stable{fill:var(--fill-stable)}
        .fill.canary{fill:var(--fill-canary)}
        .timeline .grid{opacity:.6}
        .steps{position:relative;grid-column:2;height:1.5rem;margin-top:.35rem}
        .steps svg{display:block;width:100%;height:100%}
        .steps .even{fill:var(--raised)}
        .steps .odd{fill:var(--rule)}
        .steps path.rollback{fill:var(--bad)}
        .steps span{position:absolute;top:0;line-height:1.5rem;font-size:.75rem;\
        text-align:center;overflow:hidden;white-space:nowrap}
        .steps span.rollback{color:var(--ground)}
        .marks{display:flex;flex-wrap:wrap;gap:.15rem 1.2rem;list-style:none;padding:0;\
        margin:.6rem 0 0;font-size:.8rem}
        .marks time{color:var(--muted)}
        .marks .rollback,.marks .warning{color:var(--bad)}
        .bars{list-style:none;margin:.75rem 0 1.25rem;padding:0}
        .bars li{display:grid;grid-template-columns:6rem minmax(0,1fr) 5rem;gap:.75rem;\
        align-items:center;font-size:.875rem;line-height:1.7}
        .bars svg{width:100%;height:.85rem;display:block}
        .bars .total{text-align:right;color:var(--muted)}
        .work{fill:var(--work)}
        .watching{fill:var(--watching)}
        .waiting{fill:var(--waiting)}
        .badge{display:inline-block;font-size:.75rem;line-height:1.35;font-weight:600;\
        padding:0 .45em;border:1px solid currentColor;border-radius:.25rem;white-space:nowrap}
        .badge.pass{color:var(--fine)}
        .badge.worse{color:var(--ground);background:var(--bad);border-color:var(--bad)}
        .badge.suspect{color:var(--watch)}
        .badge.undecided,.badge.unmeasured{color:var(--muted)}
        .decisions{list-style:none;margin:0;padding:0}
        .decisions>li{border-left:3px solid var(--rule);padding:0 0 0 1rem;margin:0 0 1.4rem;\
        break-inside:avoid}
        .decisions>.forward{border-color:var(--fine)}
        .decisions>.wait{border-color:var(--waiting)}
        .decisions>.back{border-color:var(--bad)}
        .what{margin:0}
        .what time{color:var(--muted);margin-right:.5em}
        .who{color:var(--muted);font-size:.875rem;margin-left:.5em}
        .reason{margin:.25rem 0 0;max-width:52rem}
        .past{margin:.25rem 0 0;padding-left:1.1rem;font-size:.875rem}
        .evidence{list-style:none;margin:.4rem 0 0;padding:0;font-size:.875rem}
        .evidence li{padding:.15rem 0;max-width:56rem}
        .metric{font-weight:600}
        .sentence{color:var(--muted)}
        summary{cursor:pointer;font-size:.9rem;margin-bottom:.5rem}
        footer{margin-top:3rem;border-top:1px solid var(--rule);color:var(--muted);\
        font-size:.8rem}
        @media (max-width:46rem){main{padding:1.25rem 1rem 3rem}h1{font-size:1.45rem}\
        section{margin-top:2.1rem}dl{grid-template-columns:minmax(0,1fr)}\
        dl div{grid-template-columns:7rem minmax(0,1fr)}\
        .charts{grid-template-columns:minmax(0,1fr)}\
        .plot{grid-template-columns:3.4rem minmax(0,1fr)}\
        .minor,.labels .wide,.steps .wide{display:none}.labels .narrow{display:inline}\
        .bars li{grid-template-columns:4.8rem minmax(0,1fr) 4rem;gap:.5rem}\
        .who{display:block;margin:0}\
        table.compact{font-size:.8rem}.compact th{overflow-wrap:normal}\
        .compact th,.compact td{padding-right:.5rem!important}\
        table.cards,.cards tbody,.cards tr,.cards td,.cards tbody th{display:block}\
        .cards thead{display:none}.cards tr{border-top:1px solid var(--rule);padding:.45rem 0}\
        .cards tbody th,.cards tbody td{border:0;padding:.05rem 0}\
        .cards tr.total{border-top:2px solid var(--muted)}\
        .cards td{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:.75rem}\
        .cards td::before{content:attr(data-label);color:var(--muted)}\
        .cards .number{text-align:left;white-space:normal}}
        @media print{:root{--ground:#fff;--raised:#f4f5f7;--text:#000;--muted:#444;--rule:#ccc;\
        --stable:#0069a8;--canary:#c25700;--fill-stable:#cfe3f1;--fill-canary:#f0a860;\
        --fine:#00588f;--bad:#a32a00;--watch:#8a5a00;--work:#5b6672;--watching:#8fc1e3;\
        --waiting:#e08a2e;--limit:#000}\
        body{font-size:10pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}\
        main{max-width:none;padding:0}h2{break-after:avoid}tr{break-inside:avoid}\
        thead{display:table-header-group}@page{margin:16mm}}
        """
}
