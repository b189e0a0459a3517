/** The corpora of a workspace: bringing them in with a look before anything is stored, counting and reading them, letting them go. */
package org.empathyworkbench.app.datasets;
