package io.everswitch.node.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Reads and makes key files with the care that they need. Blocking; at start only. */
final class KeyFile {
    /** Room for a full ring with comments; more is surely another file. */
    private static final long BYTES_MAX = 16 * 1024;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private KeyFile() {}

    static String read(Path file) {
        try {
            requireOwnerOnly(file);
            if (Files.size(file) > BYTES_MAX) {
                throw new VaultKeyException("vault keys: " + file + " is larger than " + BYTES_MAX + " bytes");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new VaultKeyException("vault keys: there is no file " + file, e);
        } catch (IOException e) {
            throw VaultKeys.unreadable(file, e);
        }
    }

    /**
     * Either the whole file is there or none, and an existing one stays as it is: written under another name with mode 0600
     * from its first moment, then linked to its name, which fails if somebody else was quicker.
     */
    static void create(Path file, String text) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new VaultKeyException("vault keys: " + file + " is no path of a file");
        }
        try {
            Files.createDirectories(directory);
            Path draft = Files.createTempFile(
                    directory, ".vault-keys", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try {
                try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                    // A key that seals facts must outlive the machine's crash as they do.
                    out.force(true);
                }
                link(file, draft);
            } finally {
                Files.deleteIfExists(draft);
            }
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        } catch (IOException e) {
            throw VaultKeys.unreadable(file, e);
        }
    }

    private static void link(Path file, Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Somebody else's key stands: both sides must use that one.
            if (!Files.isRegularFile(file)) {
                throw e;
            }
        }
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
        try {
            open.addAll(Files.getPosixFilePermissions(file));
        } catch (UnsupportedOperationException e) {
            throw new VaultKeyException(
                    "vault keys: " + file + " is on a file system without permissions; use env:NAME instead");
        }
        open.removeAll(EnumSet.of(
                PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
        if (!open.isEmpty()) {
            throw new VaultKeyException("vault keys: " + file + " is open to group or others (" + open
                    + "); allow its owner only: chmod 600");
        }
    }
}
