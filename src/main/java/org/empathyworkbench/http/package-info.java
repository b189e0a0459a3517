/** Patience and manners with servers of any kind: through which proxy, how often again, and waiting for an answer that a person can cancel. */
package org.empathyworkbench.http;
