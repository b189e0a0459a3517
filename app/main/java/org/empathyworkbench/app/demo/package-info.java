/** The demo loop as the window sees it: started, watched and stopped from several pages, its three cases shown by two. */
package org.empathyworkbench.app.demo;
