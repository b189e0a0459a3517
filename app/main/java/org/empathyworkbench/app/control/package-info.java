/**
 * What pages share: the task executor, the theme, and controls that are not in any library (level chips, probability bars,
 * conversations, forms made from a settings record). Nothing in here knows a page or what a workspace holds.
 */
package org.empathyworkbench.app.control;
