/** The page Models: generators and identifier sets with details and origin, import of a Hugging Face folder, and download from the hub. */
package org.empathyworkbench.app.models;
