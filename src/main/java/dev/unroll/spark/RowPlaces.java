package dev.unroll.spark;

import java.net.URI;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Where rows of files stand: the file, and the row's number among those that are read of it, from 1. */
final class RowPlaces {
    private final String source;
    private final int column;
    private String file = "";
    private long block;
    private long row;

    /**
     * The places of a task's rows.
     *
     * @param source names the whole
     * @param column the first of {@link #columns} in them; -1 where there are none
     */
    RowPlaces(String source, int column) {
        this.source = source;
        this.column = column;
    }

    /** What rows of files must have: their file's name, and where the part of it begins that a task reads. */
    static List<Column> columns() {
        return List.of(functions.input_file_name(), functions.expr("input_file_block_start()"));
    }

    /** The place of the next row. */
    String next(Row next) {
        if (column < 0) {
            return source;
        }
        String name = next.getString(column);
        long start = next.getLong(column + 1);
        if (!name.equals(file) || start != block) {
            file = name;
            block = start;
            row = 0;
        }
        row++;
        return shown() + (block > 0 ? " rows-behind-byte=" + block : "") + " row=" + row;
    }

    private String shown() {
        return file.startsWith("file:") ? URI.create(file).getPath() : file;
    }
}
