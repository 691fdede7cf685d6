package dev.unroll.cli;

import dev.unroll.data.IntList;
import dev.unroll.data.UnitIds;
import dev.unroll.data.UnitReader;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.infer.Draw;
import dev.unroll.infer.Sampler;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.Spec;
import dev.unroll.spec.VocabularySpec.Unit;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Samples of a language model as text. */
final class TextSamples {
    private final Spec spec;
    private final Vocabulary vocabulary;
    private final Network network;

    TextSamples(Spec spec, Vocabulary vocabulary) {
        this.spec = spec;
        this.vocabulary = vocabulary;
        Sizes sizes = Sizes.ofUnits(vocabulary.size());
        this.network = new Network(spec.network(), sizes, InputPath.scoring(spec.network(), sizes));
    }

    /** The units of a text that goes before a sample. */
    int[] prime(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        UnitReader reader = new UnitReader(UnitRules.of(spec), vocabulary);
        reader.record(utf8, utf8.length);
        IntList units = reader.units();
        return units.toArray();
    }

    /** The unit that ends a sample: {@code <eos>} where lines stand alone; in running text a line end ends nothing. */
    int end() {
        boolean lines = spec.data().context() == DataSpec.Context.LINE;
        return lines && vocabulary.hasEnd() ? UnitIds.END : -1;
    }

    /** As many units as make a paragraph. */
    int usualLength() {
        Unit unit = spec.vocabulary().unit();
        return unit == Unit.WORD || unit == Unit.KMER ? 100 : 500;
    }

    /** A sample behind the text that went before it. */
    String join(String prime, String sample) {
        boolean apart = spec.vocabulary().unit() == Unit.WORD
                && !prime.isEmpty()
                && !Character.isWhitespace(prime.charAt(prime.length() - 1));
        return prime + (apart ? " " : "") + sample;
    }

    /** The network's samples with these weights. */
    List<String> draw(float[] weights, int count, Draw draw, Sampler.Range range) {
        PackedNetwork packed = network.allocate(ChosenKernels.get());
        network.load(weights, packed);
        return new Sampler(network, packed, draw)
                .samples(count, range).stream().map(vocabulary::text).toList();
    }
}
