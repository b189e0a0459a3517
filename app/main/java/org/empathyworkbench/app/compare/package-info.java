/**
 * The page that puts models side by side: one context, two to four systems (generators that write now, and published responses), each
 * response with its levels and its reward, the reference beside them.
 */
package org.empathyworkbench.app.compare;
