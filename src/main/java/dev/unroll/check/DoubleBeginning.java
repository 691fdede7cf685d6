package dev.unroll.check;

import dev.unroll.data.Given;
import dev.unroll.nn.Layout;
import dev.unroll.nn.Network;
import dev.unroll.spec.GivenSpec;

/** What a lane's record begins from, straight from its definition: the first input, or the states before the first step. */
final class DoubleBeginning {
    private final boolean asInput;
    private final Layout layout;
    private final double[] weights;

    DoubleBeginning(Network network, double[] weights) {
        this.asInput = network.spec().given().place() == GivenSpec.Place.FIRST_INPUT;
        this.layout = network.layout();
        this.weights = weights;
    }

    /** Whether the first input of these lanes is what is given. */
    boolean isInput(Given given) {
        return asInput && !given.isNone();
    }

    /** Whether the first states of these lanes are made of it. */
    boolean isState(Given given) {
        return !asInput && !given.isNone();
    }

    /** W g. */
    double[] input(Given given, int lane) {
        return product("given.W", given, lane);
    }

    /** W g + b of a layer's state. */
    double[] state(int layer, String name, Given given, int lane) {
        String slot = "given.layer" + layer + "." + name;
        double[] state = product(slot + ".W", given, lane);
        int bias = layout.slot(slot + ".b").offset();
        for (int i = 0; i < state.length; i++) {
            state[i] += weights[bias + i];
        }
        return state;
    }

    private double[] product(String name, Given given, int lane) {
        Layout.Slot w = layout.slot(name);
        double[] g = new double[given.width()];
        for (int k = 0; k < g.length; k++) {
            g[k] = given.classes().length == 0
                    ? given.numbers()[lane * g.length + k]
                    : given.classes()[lane] == k ? 1 : 0;
        }
        double[] z = new double[w.shape().get(0)];
        for (int i = 0; i < z.length; i++) {
            for (int k = 0; k < g.length; k++) {
                z[i] += weights[w.offset() + i * g.length + k] * g[k];
            }
        }
        return z;
    }
}
