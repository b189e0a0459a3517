/**
 * What a run needs to go on exactly where it was: saved so that no kill, crash or full disk leaves anything but whole checkpoints,
 * checked before it is used, and thrown away in good time. What belongs into a checkpoint is the trainers' to say.
 */
package org.empathyworkbench.checkpoint;
