/** The desktop's front door: the launcher, the JavaFX application, and the one place where everything is put together. */
package org.empathyworkbench.app;
