/**
 * Many systems' responses to many contexts, side by side: the table itself, which may be filled while it is looked at; figures over any of
 * its contexts; which contexts a question picks; the difference of two responses in words; and the table as a file.
 */
package org.empathyworkbench.comparison;
