package org.empathyworkbench.dialogue;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * Why the system refused a file, in words that fit behind "could not be read: ". The system's own messages name a
 * file and no reason, or a reason and no file.
 */
public final class FileFault {
    private FileFault() { }

    public static String words(IOException failure) {
        if (failure instanceof NoSuchFileException missing) return missing.getFile() + " does not exist";
        if (failure instanceof AccessDeniedException denied) return denied.getFile() + " may not be read or written by this user";
        if (failure instanceof CharacterCodingException) return "the text is not UTF-8";
        String reason = failure instanceof FileSystemException system && system.getReason() != null
                ? system.getReason() : failure.getMessage();
        if (reason == null) return failure.getClass().getSimpleName();
        String known = reason.toLowerCase(Locale.ROOT);
        if (known.contains("no space left") || known.contains("not enough space") || known.contains("disk quota"))
            return "the disk is full";
        if (known.contains("read-only file system")) return "the disk can only be read";
        if (known.contains("is a directory")) return "it is a folder";
        return reason;
    }
}
