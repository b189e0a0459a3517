  def loss_gradients(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, labels: Tensor, p: Tensor, tokens: Tensor) -> List[Tensor]:
    # the loss (sum over the batch / tokens) and its gradient by every weight
    l = (self).leaves(w, )
    e = (self).loss(l, ids, mask, dec, labels, float(p), ) / float(tokens)
    g = (self).gradients(e, l, )
    out = annotate(List[Tensor], [torch.detach(e)])
    for x in g:
      _a = torch.append(out, torch.detach(x))
    return out
  def accumulate(self: __torch__.M, w: List[Tensor], g: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, labels: Tensor, p: Tensor, tokens: Tensor) -> Tensor:
    # adds a part's gradient; tokens counts the whole batch, so parts add up to the batch exactly
    l = (self).leaves(w, )
    e = (self).loss(l, ids, mask, dec, labels, float(p), ) / float(tokens)
    torch._foreach_add_(g, (self).gradients(e, l, ))
    return torch.detach(e)
  def step(self: __torch__.M, w: List[Tensor], m: List[Tensor], v: List[Tensor], st: List[Tensor], decayed: Tensor, hp: Tensor, ids: Tensor, mask: Tensor, dec: Tensor, labels: Tensor, p: Tensor, tokens: Tensor) -> Tuple[Tensor, Tensor]:
    # one whole supervised step -> loss, gradient norm before the clip. A loss or norm that is not finite leaves the weights alone.
    l = (self).leaves(w, )
    e = (self).loss(l, ids, mask, dec, labels, float(p), ) / float(tokens)
    g = (self).gradients(e, l, )
    d = annotate(List[Tensor], [])
    for x in w:
      _a = torch.append(d, torch.detach(x))
    if bool(torch.isfinite(e)):
      n = (self).adamw(d, g, m, v, st, decayed, hp, )
    else:
      n = torch.detach(e)
    return (torch.detach(e), n)
