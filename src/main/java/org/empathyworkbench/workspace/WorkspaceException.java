package org.empathyworkbench.workspace;

import java.nio.file.Path;
import java.sql.SQLException;
import org.empathyworkbench.io.VisibleText;
import org.sqlite.SQLiteException;

/**
 * The workspace could not be read or written, for a reason other than the user's input: the disk, another process, permissions. The message
 * is a sentence for the user; the cause is for the log.
 */
public final class WorkspaceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Kind of the failure. */
    public enum Reason { DISK_FULL, LOCKED, READ_ONLY, DAMAGED, DISK_ERROR, GONE, CLOSED, OTHER }

    /** Message of sqlite-jdbc if it could not unpack or load its native library; an error of the file has a code and another message. */
    private static final String NOT_LOADED = "Error opening connection";

    private final Reason reason;

    WorkspaceException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() { return reason; }

    static WorkspaceException of(Path file, SQLException failure) {
        if (String.valueOf(failure.getMessage()).equals(NOT_LOADED)) {
            return new WorkspaceException(Reason.OTHER, "The library that reads the workspace's database could not be loaded (" + file
                    + "): it is unpacked into the folder for temporary files (java.io.tmpdir) or this program's own "
                            + "folder. The workspace was not changed. Free disk space there, and allow files of 2 MB (ulimit -f).",
                            failure);
        }
        Reason reason = reasonOf(failure);
        return new WorkspaceException(reason, switch (reason) {
            case DISK_FULL -> "The disk that holds the workspace is full (" + file + "). Nothing of this change was stored; everything "
                    + "stored before is safe. Free some space and try again.";
            case LOCKED -> "Another program has kept the workspace locked for too long (" + file + "). Nothing of this "
                    + "change was stored. Wait until it is done and try again.";
            case READ_ONLY -> readOnly(file).getMessage();
            case DAMAGED -> damaged(file).getMessage();
            case DISK_ERROR -> "The disk reported an error while the workspace was in use (" + file + "). Nothing of this change was "
                    + "stored. Check the disk and the connection to it, then try again.";
            case GONE -> gone(file).getMessage();
            case CLOSED, OTHER -> "The workspace's database refused an operation (" + file + "): "
                    + VisibleText.line(String.valueOf(failure.getMessage()), 200) + ". Nothing of this change was stored.";
        }, failure);
    }

    static WorkspaceException readOnly(Path file) {
        return new WorkspaceException(Reason.READ_ONLY, "The workspace cannot be written (" + file
                + "). Nothing was changed. Choose a folder that you may write to, or change its permissions.", null);
    }

    static WorkspaceException damaged(Path file) {
        return new WorkspaceException(Reason.DAMAGED, "The workspace's database is damaged or is not a database ("
                + file + "). It was not changed. Restore the file from a copy, or open another folder.", null);
    }

    /** The opened file is no longer at its path: writes to it would be lost. */
    static WorkspaceException gone(Path file) {
        return new WorkspaceException(Reason.GONE, "The workspace's database was deleted, moved or replaced while it was in use ("
                + file + "). Nothing of this change was stored. Restore the file, or open the workspace at its current location.", null);
    }

    static WorkspaceException closed(Path file) {
        return new WorkspaceException(Reason.CLOSED,
                "The workspace has been closed (" + file + "). Nothing was changed. Open it again.", null);
    }

    /** A batch failure wraps that of its row, so the first SQLite failure in the chain of causes decides. */
    private static Reason reasonOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return switch (sqlite.getResultCode().code & 0xff) {   // the low byte is the primary result code
                    case 13 -> Reason.DISK_FULL;                       // SQLITE_FULL
                    case 5, 6 -> Reason.LOCKED;                        // SQLITE_BUSY, SQLITE_LOCKED
                    case 3, 8, 14 -> Reason.READ_ONLY;                 // SQLITE_PERM, SQLITE_READONLY, SQLITE_CANTOPEN
                    case 11, 26 -> Reason.DAMAGED;                     // SQLITE_CORRUPT, SQLITE_NOTADB
                    case 10 -> Reason.DISK_ERROR;                      // SQLITE_IOERR
                    default -> Reason.OTHER;
                };
            }
        }
        return Reason.OTHER;
    }
}
