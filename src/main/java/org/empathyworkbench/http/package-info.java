/**
 * HTTP helpers for servers of any kind: proxy selection, retries with back-off, cancellable requests, bounded bodies.
 */
@NullMarked
package org.empathyworkbench.http;

import org.jspecify.annotations.NullMarked;
