/**
 * HTTP helpers for servers of any kind: proxy selection, retries with back-off, cancellable requests, bounded bodies.
 */
package org.empathyworkbench.http;
