/**
 * The page Talk: conversations with one or two models, with levels, alternative responses, edits and branches. Everything is stored in
 * the workspace.
 */
package org.empathyworkbench.app.talk;
