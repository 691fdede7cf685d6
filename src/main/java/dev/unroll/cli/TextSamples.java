package dev.unroll.cli;

import dev.unroll.data.IntList;
import dev.unroll.data.Preprocessing;
import dev.unroll.data.UnitIds;
import dev.unroll.data.UnitReader;
import dev.unroll.data.UnitRules;
import dev.unroll.data.Vocabulary;
import dev.unroll.infer.Draw;
import dev.unroll.infer.Sampler;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.spark.RunSetup;
import dev.unroll.spec.DataSpec;
import dev.unroll.spec.RecordFormats;
import dev.unroll.spec.Spec;
import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec.Unit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Samples of a model of units as text. */
final class TextSamples {
    private final Spec spec;
    private final Vocabulary vocabulary;
    private final Network network;

    TextSamples(Spec spec, Preprocessing learnt) {
        this.spec = spec;
        this.vocabulary = learnt.vocabulary();
        this.network = RunSetup.of("", spec, learnt).scoringNetwork();
    }

    /** The units of a text that goes before a sample. */
    int[] prime(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        UnitReader reader = new UnitReader(UnitRules.of(spec), vocabulary);
        reader.record(utf8, utf8.length);
        IntList units = reader.units();
        return units.toArray();
    }

    /**
     * The text of a file that goes before samples. Where lines stand alone the last line end is none of it, and where the corpus was lines
     * there is no other.
     *
     * @param option names the file in messages
     */
    String wholeText(String option, Path file) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UsageException("file is not UTF-8: " + option + "=" + file, "save it as UTF-8");
        } catch (IOException e) {
            throw new UsageException(
                    "cannot read: " + option + "=" + file + " cause="
                            + e.getClass().getSimpleName(),
                    "check its name and its permissions");
        }
        if (spec.data().context() == DataSpec.Context.STREAM) {
            return text;
        }
        String line = text.replaceFirst("(\r\n|\r|\n)\\z", "");
        boolean tunes = spec.data().format().equals(RecordFormats.ABC);
        boolean lines = spec.data().isText() || (spec.data().isRecords() && !tunes);
        if (lines && (line.contains("\n") || line.contains("\r"))) {
            throw new UsageException(
                    "several lines: " + option + "=" + file, "this model reads lines: give the beginning of one");
        }
        return line;
    }

    /** The unit that ends a sample: {@code <eos>} where lines stand alone; in running text a line end ends nothing. */
    int end() {
        boolean lines = spec.data().context() == DataSpec.Context.LINE;
        return lines && vocabulary.hasEnd() ? UnitIds.END : -1;
    }

    /** As many units as make a paragraph, or more than a tune has, which ends by itself. */
    int usualLength() {
        if (spec.data().format().equals(RecordFormats.ABC)) {
            return 5000;
        }
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
