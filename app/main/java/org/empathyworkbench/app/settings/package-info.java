/** The page Settings: theme, workspace folder, threads, devices, hub, outside models; and third-party components. */
package org.empathyworkbench.app.settings;
