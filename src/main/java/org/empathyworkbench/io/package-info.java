/** Files as the whole program reads and writes them: bounded reading of regular files, atomic writing, paths that stay inside a folder, text made safe for a terminal. */
package org.empathyworkbench.io;
