package dev.unroll.report;

/** What pages and pictures have in common: colours for light and dark screens, and how charts are drawn with them. */
final class Style {
    /** The names of the colours. */
    static final String COLOURS = """
            :root { color-scheme: light dark; --ink: #222; --page: #fff; --line: #ddd;
              --c0: #9ab8d6; --c1: #c0392b; --c2: #666; --c3: #2e8b57;
              --c4: #8e5bb5; --c5: #c98a1b; --c6: #1f7fbf; --c7: #a0522d; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #ddd; --page: #1b1b1b; --line: #444; --c0: #4f7396; --c1: #ff7f6e; --c2: #aaa; --c3: #7fd1a4;
                --c4: #c39be0; --c5: #f0bf5f; --c6: #6fb7e8; --c7: #d79a78; } }
            """;

    /** Charts. */
    static final String CHARTS = """
            svg text { font-size: 12px; fill: var(--ink); } .end { text-anchor: end; } .middle { text-anchor: middle; }
            .grid { stroke: var(--line); } polyline { fill: none; stroke-width: 1.5; }
            .marked { stroke-width: 2; } .dashed { stroke-dasharray: 6 4; }
            polyline.c0 { stroke: var(--c0); } circle.c0, rect.c0 { fill: var(--c0); }
            polyline.c1 { stroke: var(--c1); } circle.c1, rect.c1 { fill: var(--c1); }
            polyline.c2 { stroke: var(--c2); } circle.c2, rect.c2 { fill: var(--c2); }
            polyline.c3 { stroke: var(--c3); } circle.c3, rect.c3 { fill: var(--c3); }
            polyline.c4 { stroke: var(--c4); } circle.c4, rect.c4 { fill: var(--c4); }
            polyline.c5 { stroke: var(--c5); } circle.c5, rect.c5 { fill: var(--c5); }
            polyline.c6 { stroke: var(--c6); } circle.c6, rect.c6 { fill: var(--c6); }
            polyline.c7 { stroke: var(--c7); } circle.c7, rect.c7 { fill: var(--c7); }
            """;

    private Style() {}
}
