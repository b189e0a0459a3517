  def loss_gradients(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, labels: Tensor, p: Tensor,
          tokens: Tensor) -> List[Tensor]:
    # the loss (sum over the batch / tokens) and its gradient by every weight
    g = torch.slice(w, 0, @TO_END, 1)
    e = (self).supervised_gradient(w, g, False, ids, mask, dec, labels, float(p), float(tokens), )
    return torch.add(annotate(List[Tensor], [e]), g)
  def accumulate(self: __torch__.M, w: List[Tensor], g: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, labels: Tensor, p: Tensor,
          tokens: Tensor) -> Tensor:
    # adds a part's gradient; tokens counts the whole batch, so parts add up to the batch exactly
    return (self).supervised_gradient(w, g, True, ids, mask, dec, labels, float(p), float(tokens), )
  def step(self: __torch__.M, w: List[Tensor], m: List[Tensor], v: List[Tensor], st: List[Tensor], decayed: Tensor, hp: Tensor, ids: Tensor,
          mask: Tensor, dec: Tensor, labels: Tensor, p: Tensor, tokens: Tensor) -> Tuple[Tensor, Tensor]:
    # one whole supervised step -> loss, gradient norm before the clip. A loss or norm that is not finite leaves the weights alone.
    g = torch.slice(w, 0, @TO_END, 1)
    e = (self).supervised_gradient(w, g, False, ids, mask, dec, labels, float(p), float(tokens), )
    if bool(torch.isfinite(e)):
      n = (self).adamw(w, g, m, v, st, decayed, hp, )
    else:
      n = torch.clone(e)
    return (e, n)
