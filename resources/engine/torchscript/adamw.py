  def gradients(self: __torch__.M, loss: Tensor, w: List[Tensor]) -> List[Tensor]:
    # a weight that the loss does not touch has gradient zero
    found = torch.grad([loss], w, None, None, False, True)
    g = annotate(List[Tensor], [])
    for i in range(torch.len(w)):
      f = found[i]
      if torch.__is__(f, None):
        x = torch.zeros_like(w[i])
      else:
        x = unchecked_cast(Tensor, f)
      _a = torch.append(g, x)
    return g
  def leaves(self: __torch__.M, w: List[Tensor]) -> List[Tensor]:
    # the same storage as Java's weights, as leaves of this call's graph
    l = annotate(List[Tensor], [])
    for x in w:
      _a = torch.append(l, torch.requires_grad_(torch.detach(x), True))
    return l
  def adamw(self: __torch__.M, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], st: List[Tensor], decayed: Tensor,
          hp: Tensor) -> Tensor:
    # one step in place; hp: the AdamW numbers of Java's HyperParameter; returns the gradient's norm before the clip.
    # A norm that is not finite leaves everything as it is.
    lr = float(hp[@ADAMW_LEARNING_RATE])
    wd = float(hp[@ADAMW_WEIGHT_DECAY])
    clip = float(hp[@ADAMW_CLIP])
    total = torch.norm(torch.stack(torch._foreach_norm(g, 2), 0), 2)
    if bool(torch.isfinite(total)):
      # the clip divides gradients as AdamW reads them
      shrink = annotate(Optional[Tensor], None)
      if torch.__and__(torch.gt(clip, 0.0), bool(torch.gt(total + 1e-6, clip))):
        shrink = (total + 1e-6) / clip
      if torch.gt(wd, 0.0):
        # one by one: a list gathered here is taken for dead code, its members' change unseen
        for i in range(torch.len(w)):
          if bool(torch.gt(decayed[i], 0.0)):
            _a = torch.mul_(w[i], 1.0 - lr * wd)
      torch._foreach_add_(st, 1.0)
      torch._fused_adamw_(w, g, m, v, annotate(List[Tensor], []), st, lr=lr, beta1=float(hp[@ADAMW_BETA1]), beta2=float(hp[@ADAMW_BETA2]),
              weight_decay=0.0, eps=float(hp[@ADAMW_EPSILON]), amsgrad=False, maximize=False, grad_scale=shrink)
    return total
  def add_sums(self: __torch__.M, g: List[Tensor], more: List[Tensor]) -> Tensor:
    # adds to g what was accumulated beside it, which is cleared
    torch._foreach_add_(g, more)
    torch._foreach_zero_(more)
    return torch.zeros([1], dtype=@FLOAT32, device=g[0].device)
  def update(self: __torch__.M, w: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], st: List[Tensor], decayed: Tensor,
          hp: Tensor) -> Tensor:
    # after gradients were accumulated by earlier calls; clears them
    n = (self).adamw(w, g, m, v, st, decayed, hp, )
    torch._foreach_zero_(g)
    return n
