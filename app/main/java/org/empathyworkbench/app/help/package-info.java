/** The pages of documentation within the program: list, reading, search over all of them, links between them. */
package org.empathyworkbench.app.help;
