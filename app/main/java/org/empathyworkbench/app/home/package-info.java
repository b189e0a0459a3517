/** The start page: what the workspace holds, what to do next, and the latest runs. */
package org.empathyworkbench.app.home;
