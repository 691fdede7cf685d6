package dev.unroll.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows whose cells stand below each other: the first column to the left, all others as told. */
final class Table {
    /** On which side the cells of all columns but the first begin. */
    enum Side {
        LEFT,
        RIGHT
    }

    private final Side side;
    private final List<List<String>> rows = new ArrayList<>();

    Table(Side side) {
        this.side = side;
    }

    /** Adds a row. */
    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The rows as lines, two blanks before each and between cells. */
    List<String> lines() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = row.get(i).codePointCount(0, row.get(i).length());
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(width, widths.get(i)));
                }
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String padding = " ".repeat(widths.get(i) - cell.codePointCount(0, cell.length()));
            boolean right = i > 0 && side == Side.RIGHT;
            line.append("  ").append(right ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }
}
