/** The demo in the window: card on the start page, and state shared by pages. */
package org.empathyworkbench.app.demo;
