/**
 * The models of a workspace: generators and sets of identifiers, what they are and where they came from; bringing in a Hugging Face folder,
 * or a model of the hub.
 */
package org.empathyworkbench.app.models;
