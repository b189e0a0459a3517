/**
 * Settings by seeds as one thing: what is to be run, how far it is, and the table of what came out, with
 * means, intervals and tests over the seeds.
 */
package org.empathyworkbench.sweep;
