package dev.unroll.report;

import java.util.List;

/** From values to places along a side of a chart. */
sealed interface Scale permits Axis, Decades {
    /** Where {@code value} lies between the ends, 0 to 1; beyond them for values outside. */
    double share(double value);

    /** The values with a tick. */
    List<Double> ticks();

    /** A tick's value with the digits that tell it from the next. */
    String label(double tick);
}
