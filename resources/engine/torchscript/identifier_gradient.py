  def identify_loss(self: __torch__.M, w: List[Tensor], h: Tensor, rmask: Tensor, labels: Tensor, ev: Tensor, cw: Tensor,
          hp: Tensor) -> Tensor:
    # h (B, T, d): states of the responses after attention; labels (B), class weights cw (3); weighted mean of the cross-entropies, smoothed.
    # With an evidence weight, tokens also learn whether they are evidence: ev (B, T) is 1 in a rationale, 0 outside, -1 unknown
    # (Sharma et al. 2020, section 5). The sums of class weights and of known tokens are the whole batch's, so that its parts add up to it
    p = float(hp[@IDENTIFIER_HEAD_DROPOUT])
    y = (self).classify(w, (self).pool(h, rmask, ), p, )
    e = torch.cross_entropy_loss(y, labels, cw, @REDUCE_SUM, @NO_LABEL, float(hp[@IDENTIFIER_LABEL_SMOOTHING]))
    e = e / hp[@IDENTIFIER_CLASS_WEIGHT_SUM]
    if bool(torch.gt(hp[@IDENTIFIER_EVIDENCE_WEIGHT], 0.0)):
      known = torch.to(torch.ge(ev, 0), @FLOAT32)
      z = torch.squeeze(torch.linear((self).drop(h, p, ), w[@EVIDENCE_WEIGHT], w[@EVIDENCE_BIAS]), 2)
      b = torch.binary_cross_entropy_with_logits(z, torch.to(torch.clamp_min(ev, 0), @FLOAT32), known, None, @REDUCE_SUM)
      e = e + hp[@IDENTIFIER_EVIDENCE_WEIGHT] * b / torch.clamp_min(hp[@IDENTIFIER_KNOWN_TOKENS], 1.0)
    return e
  def encoder_gradients(self: __torch__.M, tape: List[Tensor], w: List[Tensor], g: List[Tensor], add: bool, ids: Tensor, states: Tensor,
          p: float) -> int:
    # one encoder's gradient, taking back its tape: w and g hold that encoder alone, ids (B, S), states: the gradient of its states (B, S, d).
    # Added to g, or put there
    if torch.__not__(add):
      _z = torch._set_item(g, @EMBEDDING, torch.zeros_like(w[@EMBEDDING]))
    gx = (self).encode_gradient(tape, w, g, add, torch.size(ids, 0), torch.reshape(states, [-1, torch.size(states, 2)]), p, )
    return (self).put_embeddings(g, ids, gx, )
  def taped_states(self: __torch__.M, tape: List[Tensor], w: List[Tensor], ids: Tensor, mask: Tensor, p: float) -> Tensor:
    # ids (B, S), mask (B, S) -> states (B, S, d), from where the engine records what is computed
    x = torch.view((self).taped_encode(tape, w, ids, mask, p, ), [torch.size(ids, 0), torch.size(ids, 1), -1])
    return torch.requires_grad_(x, True)
  def identifier_gradient(self: __torch__.M, w: List[Tensor], g: List[Tensor], add: bool, cids: Tensor, cmask: Tensor, row: Tensor,
          rids: Tensor, rmask: Tensor, labels: Tensor, ev: Tensor, cw: Tensor, hp: Tensor) -> Tuple[Tensor, List[Tensor]]:
    # the loss, and its gradient by every weight: added to those in g, or, without add, in the place of what g holds.
    # Both encoders' gradients are by hand; what stands on their states is small, its gradients are the engine's
    p = float(hp[@IDENTIFIER_DROPOUT])
    wc = torch.slice(w, 0, @RESPONSE_ENCODER, 1)
    wr = (self).response_weights(w, )
    ctape = annotate(List[Tensor], [])
    rtape = annotate(List[Tensor], [])
    c = (self).taped_states(ctape, wc, cids, cmask, p, )
    r = (self).taped_states(rtape, wr, rids, rmask, p, )
    head = (self).leaves(torch.slice(w, @RESPONSE_ENCODER_END, @TO_END, 1), )
    joint = torch.add(torch.slice(w, 0, @RESPONSE_ENCODER_END, 1), head)
    h = (self).attend_context(joint, torch.index_select(c, 0, row), torch.index_select(cmask, 0, row), r,
            float(hp[@IDENTIFIER_ATTENTION_DROPOUT]), )
    loss = (self).identify_loss(joint, h, rmask, labels, ev, cw, hp, )
    found = (self).gradients(loss, torch.add(annotate(List[Tensor], [c, r]), head), )
    gc = torch.slice(g, 0, @RESPONSE_ENCODER, 1)
    gr = torch.slice(g, @RESPONSE_ENCODER, @RESPONSE_ENCODER_END, 1)
    _c = (self).encoder_gradients(ctape, wc, gc, add, cids, found[0], p, )
    _r = (self).encoder_gradients(rtape, wr, gr, add, rids, found[1], p, )
    gh = torch.slice(g, @RESPONSE_ENCODER_END, @TO_END, 1)
    for i in range(torch.len(head)):
      _h = (self).put(gh, i, found[2 + i], add, )
    return (torch.detach(loss), torch.add(torch.add(gc, gr), gh))
  def identify_gradients(self: __torch__.M, w: List[Tensor], cids: Tensor, cmask: Tensor, row: Tensor, rids: Tensor, rmask: Tensor,
          labels: Tensor, ev: Tensor, cw: Tensor, hp: Tensor) -> List[Tensor]:
    # the loss and its gradient by every weight
    loss, g = (self).identifier_gradient(w, w, False, cids, cmask, row, rids, rmask, labels, ev, cw, hp, )
    return torch.add(annotate(List[Tensor], [loss]), g)
  def identify_step(self: __torch__.M, w: List[Tensor], m: List[Tensor], v: List[Tensor], st: List[Tensor], decayed: Tensor, ahp: Tensor,
          cids: Tensor, cmask: Tensor, row: Tensor, rids: Tensor, rmask: Tensor, labels: Tensor, ev: Tensor, cw: Tensor,
          hp: Tensor) -> Tuple[Tensor, Tensor]:
    # one whole step -> loss, gradient norm before the clip. A loss or gradient that is not finite leaves the weights alone.
    loss, g = (self).identifier_gradient(w, w, False, cids, cmask, row, rids, rmask, labels, ev, cw, hp, )
    if bool(torch.isfinite(loss)):
      total = (self).adamw(w, g, m, v, st, decayed, ahp, )
    else:
      total = torch.clone(loss)
    return (loss, total)
  def identify_accumulate(self: __torch__.M, w: List[Tensor], g: List[Tensor], cids: Tensor, cmask: Tensor, row: Tensor, rids: Tensor,
          rmask: Tensor, labels: Tensor, ev: Tensor, cw: Tensor, hp: Tensor) -> Tensor:
    # adds a part's gradient to g -> the part's share of the loss
    loss, sums = (self).identifier_gradient(w, g, True, cids, cmask, row, rids, rmask, labels, ev, cw, hp, )
    for i in range(torch.len(g)):
      # the list is the caller's: what was added in place counts as used only so
      _g = torch._set_item(g, i, sums[i])
    return loss
