package dev.unroll.spec;

import java.io.Serializable;

/**
 * What is read of a word besides its unit, and with which vectors units begin.
 *
 * @param spelling {@code network.spelling}: width of the scan over a word's characters in each direction; 0 = none
 * @param spellingEmbedding {@code network.spelling.embedding}: width of a character's embedding
 * @param casing {@code network.casing}: how the word is capitalised
 * @param vectors {@code network.embedding.file}: a file of word vectors with which the embedding begins; empty = none
 */
public record WordSpec(int spelling, int spellingEmbedding, boolean casing, String vectors) implements Serializable {
    /** Units alone. */
    public static final WordSpec NONE =
            new WordSpec(0, Integer.parseInt(Keys.NETWORK_SPELLING_EMBEDDING.fallback()), false, "");

    /** Checks each value by itself. */
    public WordSpec {
        Rule.range(Keys.NETWORK_SPELLING, spelling, spelling >= 0 && spelling <= 65536);
        Rule.range(
                Keys.NETWORK_SPELLING_EMBEDDING,
                spellingEmbedding,
                spellingEmbedding >= 1 && spellingEmbedding <= 65536);
        Rule.used(
                Keys.NETWORK_SPELLING_EMBEDDING,
                spellingEmbedding,
                spelling > 0,
                "no characters are read: set network.spelling to the width of their scan, or leave it out");
    }

    /** Whether anything is read of how a word is written. */
    public boolean reads() {
        return spelling > 0 || casing;
    }

    /** Refuses what is said of words where there are none, or where units alone are read. */
    void check(Task task, VocabularySpec.Unit unit) {
        boolean words = unit == VocabularySpec.Unit.WORD;
        String hint = words
                ? "task=" + Words.of(task) + " reads units alone: leave it out"
                : "only words have it: set vocabulary.unit=word, or leave it out";
        boolean read = words && !task.readsForwardOnly();
        Rule.used(Keys.NETWORK_SPELLING, spelling, read, hint);
        Rule.used(Keys.NETWORK_CASING, String.valueOf(casing), read, hint);
        Rule.used(Keys.NETWORK_EMBEDDING_FILE, vectors, read, hint);
    }
}
