package dev.unroll.data;

/**
 * A record that cannot be used.
 *
 * @param place where it begins, such as {@code file:line}
 * @param reason what is wrong with it, in lower case
 * @param text its text as far as it helps, for those who mend it
 */
public record Rejected(String place, String reason, String text) implements Found {}
