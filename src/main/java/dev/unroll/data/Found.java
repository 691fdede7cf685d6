package dev.unroll.data;

/** What a reader of records finds next: a record, or something that should have been one. */
public sealed interface Found permits Example, Rejected {
    /** Where, such as {@code file:line}. */
    String place();
}
