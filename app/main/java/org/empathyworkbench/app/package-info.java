/** Entry point of the desktop: the launcher, the JavaFX application, and the composition root. */
package org.empathyworkbench.app;
