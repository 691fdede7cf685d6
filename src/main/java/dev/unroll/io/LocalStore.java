package dev.unroll.io;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of this machine's file system. It need not exist before the first file is created. */
public final class LocalStore implements Store {
    /*
     * create: write NAME.tmp, force it, rename it over NAME (atomic within one file system), force the folder. Without
     * the last step a power cut may undo the rename, without the first force it may keep the name and lose the bytes.
     */
    private static final int BUFFER = 1 << 16;
    private static final boolean FOLDERS_CAN_BE_FORCED = File.separatorChar == '/';

    private final Path root;

    /** The store in this folder. */
    public LocalStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    private Path path(String name) {
        return name.isEmpty() ? root : root.resolve(name);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        Path path = path(folder);
        if (!Files.exists(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path(name));
    }

    @Override
    public long length(String name) throws IOException {
        return Files.size(path(name));
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(path(name));
    }

    @Override
    public void create(String name, Content content) throws IOException {
        Path target = path(name);
        Path temporary = path(name + TEMPORARY);
        createFolder(parent(target));
        try {
            write(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        force(parent(target));
    }

    private static void write(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    @Override
    public void append(String name, byte[] bytes) throws IOException {
        Path target = path(name);
        createFolder(parent(target));
        Files.write(target, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void delete(String name) throws IOException {
        Path target = path(name);
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(target, new DeleteAll());
        force(parent(target));
    }

    @Override
    public String locate(String name) {
        return path(name).toString();
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("not a file inside a folder: path=" + path);
        }
        return parent;
    }

    /** Creates a folder and those above it, each of them on the medium before there is anything inside. */
    private static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path above = parent(folder);
            createFolder(above);
            Files.createDirectories(folder);
            force(above);
        }
    }

    private static void force(Path folder) throws IOException {
        if (FOLDERS_CAN_BE_FORCED && Files.isDirectory(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Deletes bottom up; a symbolic link is deleted, not followed. */
    private static final class DeleteAll extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
