package dev.unroll.spec;

import java.io.Serializable;

/**
 * The network a user describes under {@code network.*}; vocabulary and labels come from the data.
 *
 * @param cell {@code network.cell}
 * @param layers {@code network.layers}, stacked, at least 1
 * @param hidden {@code network.hidden}, width H of each layer and direction
 * @param bidirectional {@code network.bidirectional}
 * @param embedding {@code network.embedding}, width of the unit embedding; 0 = one-hot input
 * @param activation {@code network.activation}, for {@code rnn} only
 * @param tied {@code network.tied}: the output matrix is the embedding
 * @param dropout {@code network.dropout}, probability of a zero on each layer's input and on the top output
 * @param recurrentDropout {@code network.recurrent-dropout}, on the left operand of the recurrent products
 * @param initUniform {@code network.init = uniform:r}: every weight and bias from U(-r, r); 0 = the default of each slot
 * @param head {@code network.output}, {@code network.pool} and what belongs to them
 * @param words {@code network.spelling}, {@code network.casing}, {@code network.embedding.file}
 * @param given {@code network.given}, and what is given
 */
public record NetworkSpec(
        Cell cell,
        int layers,
        int hidden,
        boolean bidirectional,
        int embedding,
        Activation activation,
        boolean tied,
        double dropout,
        double recurrentDropout,
        double initUniform,
        HeadSpec head,
        WordSpec words,
        GivenSpec given)
        implements Serializable {
    /** A network that says one of several units or classes at each step. */
    public NetworkSpec(
            Cell cell,
            int layers,
            int hidden,
            boolean bidirectional,
            int embedding,
            Activation activation,
            boolean tied,
            double dropout,
            double recurrentDropout,
            double initUniform) {
        this(
                cell,
                layers,
                hidden,
                bidirectional,
                embedding,
                activation,
                tied,
                dropout,
                recurrentDropout,
                initUniform,
                HeadSpec.SOFTMAX,
                WordSpec.NONE,
                GivenSpec.NONE);
    }

    /** The same layers under another head. */
    public NetworkSpec withHead(HeadSpec other) {
        return new NetworkSpec(
                cell,
                layers,
                hidden,
                bidirectional,
                embedding,
                activation,
                tied,
                dropout,
                recurrentDropout,
                initUniform,
                other,
                words,
                given);
    }

    /** The same network that reads this of words. */
    public NetworkSpec withWords(WordSpec other) {
        return new NetworkSpec(
                cell,
                layers,
                hidden,
                bidirectional,
                embedding,
                activation,
                tied,
                dropout,
                recurrentDropout,
                initUniform,
                head,
                other,
                given);
    }

    /** The same network whose records begin so. */
    public NetworkSpec withGiven(GivenSpec other) {
        return new NetworkSpec(
                cell,
                layers,
                hidden,
                bidirectional,
                embedding,
                activation,
                tied,
                dropout,
                recurrentDropout,
                initUniform,
                head,
                words,
                other);
    }

    /** Checks each value by itself, and what the cell and the input allow. */
    public NetworkSpec {
        Rule.range(Keys.NETWORK_LAYERS, layers, layers >= 1 && layers <= 64);
        Rule.range(Keys.NETWORK_HIDDEN, hidden, hidden >= 1 && hidden <= 65536);
        Rule.range(Keys.NETWORK_EMBEDDING, embedding, embedding >= 0 && embedding <= 65536);
        Rule.range(Keys.NETWORK_DROPOUT, dropout, dropout >= 0 && dropout < 1);
        Rule.range(Keys.NETWORK_RECURRENT_DROPOUT, recurrentDropout, recurrentDropout >= 0 && recurrentDropout < 1);
        Rule.range(Keys.NETWORK_INIT, "uniform:" + initUniform, initUniform >= 0 && initUniform <= 10);
        Rule.agree(
                Keys.NETWORK_ACTIVATION,
                Words.of(activation),
                activation == Activation.TANH || cell == Cell.RNN,
                "only network.cell=rnn has a choice");
        Rule.agree(
                Keys.NETWORK_EMBEDDING_FILE,
                words.vectors(),
                words.vectors().isEmpty() || embedding > 0,
                "without an embedding there is nothing to begin with: set network.embedding to the vectors' width");
        Rule.agree(
                Keys.NETWORK_TIED,
                tied,
                !tied || embedding > 0,
                "tied output weights are the embedding: set network.embedding to its width");
        Rule.agree(
                Keys.NETWORK_TIED,
                tied,
                !tied || !bidirectional,
                "two directions are twice as wide as the embedding: leave network.bidirectional or this false");
    }
}
