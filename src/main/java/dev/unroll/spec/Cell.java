package dev.unroll.spec;

import java.util.List;

/** The recurrent cells, each with its gates in the order in which their weights lie in the flat array. */
public enum Cell {
    /** a = g(W [a, x] + b), g = tanh or ReLU. */
    RNN("rnn", List.of("a")),
    /** c = u * c~ + (1 - u) * c. */
    GRU_SIMPLE("gru-simple", List.of("update", "candidate")),
    /** The simplified cell with a relevance gate on the candidate's left operand. */
    GRU("gru", List.of("update", "relevance", "candidate")),
    /** c = u * c~ + f * c, a = o * tanh(c). */
    LSTM("lstm", List.of("update", "forget", "output", "candidate"));

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot change
    private final List<String> gates;

    Cell(String key, List<String> gates) {
        this.key = key;
        this.gates = gates;
    }

    /** The value of {@code network.cell}. */
    public String key() {
        return key;
    }

    /** Gate names in storage order. */
    public List<String> gates() {
        return gates;
    }
}
