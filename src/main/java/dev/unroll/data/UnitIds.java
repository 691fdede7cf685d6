package dev.unroll.data;

/** Numbers for the units of a text: those of a finished vocabulary, or new ones for what is being counted. */
public interface UnitIds {
    /** The id of {@code <unk>}, whatever the text. */
    int UNKNOWN = 0;
    /** The id of {@code <eos>} where line ends are symbols. */
    int END = 1;

    /** The id of a code point, a byte or a base. */
    int codePoint(int codePoint);

    /** The id of a word: the first {@code length} of these bytes, well-formed UTF-8. */
    int word(byte[] utf8, int length);
}
