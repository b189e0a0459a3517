  def engine_gradients(self: __torch__.M, w: List[Tensor], ids: Tensor, mask: Tensor, dec: Tensor, labels: Tensor) -> List[Tensor]:
    # the loss and its gradient by every weight, as the engine's own differentiation finds them through encode and decode
    l = (self).leaves(w, )
    e = (self).loss(l, ids, mask, dec, labels, 0.0, )
    g = (self).gradients(e, l, )
    out = annotate(List[Tensor], [torch.detach(e)])
    for x in g:
      _a = torch.append(out, torch.detach(x))
    return out
