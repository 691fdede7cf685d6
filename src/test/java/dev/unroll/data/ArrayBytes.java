package dev.unroll.data;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file in memory that is read in small bites. */
record ArrayBytes(String name, byte[] content) implements ByteSource {
    static ArrayBytes of(String text) {
        return new ArrayBytes("a.txt", text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long length() {
        return content.length;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) {
        int count = (int) Math.min(Math.min(length, 7), content.length - position);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(content, (int) position, into, offset, count);
        return count;
    }

    @Override
    public void close() {}

    /** Files by name. */
    static final class Folder implements ByteSource.Opener {
        private final Map<String, byte[]> files = new LinkedHashMap<>();

        Folder with(String path, byte[] content) {
            files.put(path, content);
            return this;
        }

        Folder with(String path, String content) {
            return with(path, content.getBytes(StandardCharsets.UTF_8));
        }

        List<TextCorpus.TextFile> list() {
            return files.entrySet().stream()
                    .map(file -> new TextCorpus.TextFile(file.getKey(), file.getValue().length))
                    .toList();
        }

        @Override
        public ByteSource open(String path) {
            return new ArrayBytes(path, files.get(path));
        }
    }
}
