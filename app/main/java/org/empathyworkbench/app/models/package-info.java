/** The models of a workspace: generators and sets of identifiers, what they are and where they came from; bringing in a Hugging Face folder. */
package org.empathyworkbench.app.models;
