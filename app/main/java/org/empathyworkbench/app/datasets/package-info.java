/** The page Datasets: import with review, counts, browsing and deletion of a workspace's corpora. */
package org.empathyworkbench.app.datasets;
