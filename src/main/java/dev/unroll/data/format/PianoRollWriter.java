package dev.unroll.data.format;

import java.util.List;

/** Writes pieces of music as the JSON that {@link PianoRollReader} reads, under the name that it reads unless told otherwise. */
public final class PianoRollWriter {
    private PianoRollWriter() {}

    /**
     * A line of JSON.
     *
     * @param pieces each (T, 88), 1 for each key that is down
     */
    public static String json(List<float[]> pieces) {
        StringBuilder json = new StringBuilder("{\"" + PianoRollReader.USUAL + "\": [");
        for (int i = 0; i < pieces.size(); i++) {
            json.append(i == 0 ? "" : ", ");
            piece(json, pieces.get(i));
        }
        return json.append("]}").toString();
    }

    private static void piece(StringBuilder json, float[] keys) {
        for (int i = 0; i < keys.length; i += PianoRollReader.KEYS) {
            json.append(i == 0 ? "[[" : "], [");
            String separator = "";
            for (int key = 0; key < PianoRollReader.KEYS; key++) {
                if (keys[i + key] > 0.5f) {
                    json.append(separator).append(PianoRollReader.LOWEST + key);
                    separator = ", ";
                }
            }
        }
        json.append("]]");
    }
}
