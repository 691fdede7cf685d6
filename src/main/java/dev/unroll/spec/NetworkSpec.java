package dev.unroll.spec;

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
        double initUniform) {
}
