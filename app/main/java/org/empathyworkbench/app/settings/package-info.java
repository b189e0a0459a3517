/**
 * What a person sets for the program as a whole: the theme, the workspace folder, the threads, the way to the hub; the devices there are;
 * and what the program is made of.
 */
package org.empathyworkbench.app.settings;
