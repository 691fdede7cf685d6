package dev.unroll.spec;

import java.io.Serializable;

/**
 * Where the result goes: {@code output.*}.
 *
 * @param model {@code output.model}, the model directory; empty = not set
 */
public record OutputSpec(String model) implements Serializable {
    /** {@code output.model}; refused where it is not set. */
    public String requireModel() {
        if (model.isEmpty()) {
            throw new UsageException("no model directory: output.model=", "set output.model to a new directory");
        }
        return model;
    }
}
