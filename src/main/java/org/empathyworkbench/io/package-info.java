/**
 * Files as the whole program reads and writes them: bounded reading of regular files, atomic writing, paths that stay inside a folder, text
 * made safe for a terminal, logs, JSON that comes from elsewhere, child processes, and the folders that native code is loaded from.
 */
@NullMarked
package org.empathyworkbench.io;

import org.jspecify.annotations.NullMarked;
